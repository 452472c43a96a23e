export { PASSWORD_LEAST, PasswordMeter } from './PasswordMeter';

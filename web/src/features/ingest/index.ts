export { outcomeWord, reasonWord } from './outcomes';

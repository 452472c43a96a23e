/** The one chunk with Radix and cmdk. Import it through ui/lazy.tsx only. */
export { ConfirmLayer } from './ConfirmLayer';
export { DialogLayer } from './DialogLayer';
export { MenuLayer } from './MenuLayer';
export { PickerLayer } from './PickerLayer';
export { PopoverLayer } from './PopoverLayer';
export { ToastLayer } from './ToastLayer';

/** A row of actions that shows itself to those who point at it or come by keyboard; on a touch screen it is always there. */
export const quietActions =
  "flex items-center transition-opacity pointer-fine:opacity-0 group-hover:opacity-100 group-focus-within:opacity-100";

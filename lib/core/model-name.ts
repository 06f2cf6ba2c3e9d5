/** Whether a provider may call a model so: printable ASCII without spaces, up to 200 characters. */
export function isModelName(text: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(text);
}

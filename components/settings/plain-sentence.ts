/** The server names the field for programs; beneath the field its sentence stands without that. */
export function plainSentence(message: string): string {
  const sentence = message.replace(/^The field "[^"]*" is not valid: /, "");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

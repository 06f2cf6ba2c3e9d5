/** Owns: the words in which any model is asked to answer from a thought that was cut. Pure. */

/** A message of the user's; `text` is the thought as far as it got, perhaps empty. */
export function unfinishedThoughtText(text: string): string {
  const thought = text.trim();
  if (thought === "") return "Answer now, without thinking any further. Give your best answer to my last message.";
  return [
    "Your thinking about my last message was cut short. This is how far you got:",
    `<unfinished_thinking>\n${thought}\n</unfinished_thinking>`,
    "Do not think any further. Give your best answer to my last message now, from what is there. Do not mention the cut.",
  ].join("\n\n");
}

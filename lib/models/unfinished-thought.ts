/** Owns: the words in which any model is asked to answer from a thought that was cut. Pure. */

const atOnce = "Answer now, without thinking any further. Give your best answer to my last message.";
const lead = "Your thinking about my last message was cut short. This is how far you got:";

/** A message of the user's; `text` is the thought as far as it got, perhaps empty. */
export function unfinishedThoughtText(text: string): string {
  const thought = text.trim();
  if (thought === "") return atOnce;
  return [
    lead,
    `<unfinished_thinking>\n${thought}\n</unfinished_thinking>`,
    "Do not think any further. Give your best answer to my last message now, from what is there. Do not mention the cut.",
  ].join("\n\n");
}

/** What a user's message says before such words, for a model that answers by rules; empty where it says nothing else. */
export function withoutUnfinishedThought(message: string): string {
  const at = message.endsWith(atOnce) ? message.length - atOnce.length : message.indexOf(`${lead}\n\n<unfinished_thinking>`);
  return at < 0 ? message : message.slice(0, at).trimEnd();
}

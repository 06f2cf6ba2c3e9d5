export interface MarkdownProps {
  /** The model's words so far. It may only grow while `isLive`. */
  text: string;
  /** Whether more may come: the last block is then still open. */
  isLive: boolean;
}

export function Markdown({ text }: MarkdownProps) {
  return (
    <div dir="auto" className="whitespace-pre-wrap break-words">
      {text}
    </div>
  );
}

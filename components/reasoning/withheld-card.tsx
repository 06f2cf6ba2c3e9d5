import type { ReactNode } from "react";
import { type ThoughtFacts, tokenWords, type Withheld } from "./honesty.ts";

interface WithheldCardProps {
  withheld: Withheld;
  facts: ThoughtFacts;
  time: ReactNode;
}

/** In the place of a thought's text: what is missing, and what is known of it all the same. */
export function WithheldCard({ withheld, facts, time }: WithheldCardProps) {
  return (
    <div className="step-withheld">
      <p>{withheld.sentence}</p>
      <dl className="tabular">
        <div>
          <dt>Time</dt>
          <dd>{time}</dd>
        </div>
        <div>
          <dt>Tokens</dt>
          <dd>{tokenWords(facts)}</dd>
        </div>
      </dl>
    </div>
  );
}

"use client";
import { useEffect, useRef, useState } from "react";

interface FormulaProps {
  tex: string;
  isDisplay: boolean;
}

/** A formula: its source until the typesetter is here, then set. The typesetter is loaded with the first formula seen. */
export function Formula({ tex, isDisplay }: FormulaProps) {
  const target = useRef<HTMLSpanElement>(null);
  const [isSet, setIsSet] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    import("./typeset.ts").then(
      ({ typeset }) => {
        if (isCurrent && target.current) setIsSet(typeset(tex, target.current, isDisplay));
      },
      () => {
        // The source is on screen already; without the typesetter it stays there.
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [tex, isDisplay]);
  return (
    <span className={isDisplay ? "md-formula md-formula-display" : "md-formula"} dir="ltr">
      <span ref={target} hidden={!isSet} />
      <code hidden={isSet}>{tex}</code>
    </span>
  );
}

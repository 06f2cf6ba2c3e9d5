"use client";
import { useLayoutEffect, useRef, useState } from "react";
import { late, useLate } from "./late.ts";

const typesetting = late(() => import("./typeset.ts"));

interface FormulaProps {
  tex: string;
  isDisplay: boolean;
}

/** A formula: its source until the typesetter is here, then set. The typesetter is loaded with the first formula seen. */
export function Formula({ tex, isDisplay }: FormulaProps) {
  const target = useRef<HTMLSpanElement>(null);
  const [isSet, setIsSet] = useState(false);
  const typesetter = useLate(typesetting, true);
  useLayoutEffect(() => {
    if (typesetter && target.current) setIsSet(typesetter.typeset(tex, target.current, isDisplay));
  }, [typesetter, tex, isDisplay]);
  return (
    <span className={isDisplay ? "md-formula md-formula-display" : "md-formula"} dir="ltr">
      <span ref={target} hidden={!isSet} />
      <code hidden={isSet}>{tex}</code>
    </span>
  );
}

import type { ReactNode, Ref } from "react";

interface SectionHeadProps {
  title: string;
  /** One or two sentences. */
  children?: ReactNode;
  ref?: Ref<HTMLHeadingElement>;
}

/** The title of a section and what it is about. */
export function SectionHead({ title, children, ref }: SectionHeadProps) {
  return (
    <>
      <h1
        ref={ref}
        tabIndex={-1}
        className="font-semibold font-serif text-[26px] leading-8 outline-none [overflow-wrap:anywhere]"
      >
        {title}
      </h1>
      {children && <p className="mt-2 max-w-[42rem] text-[14px] text-ink-soft leading-[21px]">{children}</p>}
    </>
  );
}

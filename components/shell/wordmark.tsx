/** The name and, beneath it, the sign: a turn in time, waiting, thinking, writing. */
export function Wordmark({ size = "small" }: { size?: "small" | "large" }) {
  const isLarge = size === "large";
  return (
    <span className="inline-flex flex-col items-stretch" aria-hidden={!isLarge}>
      <span
        className={
          isLarge
            ? "font-semibold font-serif text-[44px] leading-[48px] tracking-[-0.02em]"
            : "font-semibold font-serif text-[19px] leading-6"
        }
      >
        Aloud
      </span>
      <svg
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        className={isLarge ? "mt-1.5 h-1 w-full" : "h-[2.5px] w-full"}
        aria-hidden
      >
        <rect x="0" width="6" height="4" className="fill-line-strong" />
        <rect x="9" width="6" height="4" className="fill-line-strong" />
        <rect x="18" width="46" height="4" className="fill-lamp-fill" />
        <rect x="67" width="33" height="4" className="fill-write-fill" />
      </svg>
    </span>
  );
}

interface QuestionImagesProps {
  turnId: string;
  count: number;
}

/** The pictures that came with a question, each in a place of fixed size, so that nothing moves when they arrive. */
export function QuestionImages({ turnId, count }: QuestionImagesProps) {
  return (
    <ul aria-label="Pictures" className="mt-2 flex flex-wrap gap-2">
      {Array.from({ length: count }, (_, index) => {
        const address = `/api/turns/${turnId}/images/${index}`;
        return (
          <li key={address}>
            <a href={address} target="_blank" rel="noreferrer" className="block rounded-md">
              {/* biome-ignore lint/performance/noImgElement: it is private, so no optimizer may have it */}
              <img
                src={address}
                alt={count === 1 ? "The picture" : `Picture ${index + 1} of ${count}`}
                loading="lazy"
                decoding="async"
                className="size-28 rounded-md border border-line bg-paper-sunken object-cover text-ink-faint text-ui sm:size-36"
              />
            </a>
          </li>
        );
      })}
    </ul>
  );
}

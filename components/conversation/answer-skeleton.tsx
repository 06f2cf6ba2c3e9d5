/** The place of an answer that is being fetched. */
export function AnswerSkeleton() {
  return (
    <div role="status" aria-label="Loading the answer" className="flex flex-col gap-3">
      <span className="h-4 w-40 rounded bg-line/70" />
      <span className="mt-2 h-4 w-full rounded bg-line/70" />
      <span className="h-4 w-11/12 rounded bg-line/70" />
      <span className="h-4 w-3/5 rounded bg-line/70" />
    </div>
  );
}

import { AnswerSkeleton } from "#components/conversation/answer-skeleton.tsx";

/** The shape of a conversation while it is read. */
export default function LoadingConversation() {
  return (
    <main className="flex h-full flex-col">
      <div className="h-13 shrink-0" />
      <div className="mx-auto flex w-full max-w-[44rem] flex-1 flex-col justify-end px-6 sm:px-8 pb-10">
        <div className="mb-10 h-6 w-2/3 border-line-strong border-l-2 pl-4">
          <span className="block h-5 w-full rounded bg-line/70" />
        </div>
        <AnswerSkeleton />
      </div>
      <div className="px-4 pb-4">
        <div className="mx-auto h-25 max-w-[42rem] rounded-xl border border-line-strong bg-paper-raised" />
      </div>
    </main>
  );
}

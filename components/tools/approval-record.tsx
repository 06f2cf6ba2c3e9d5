import { Check, X } from "lucide-react";
import type { ToolApproval } from "#lib/reasoning/view.ts";
import { decisionOf } from "./tool-words.ts";
import { visibleText } from "./visible-text.ts";

/** What was asked and who decided; what the model was told of it. */
export function ApprovalRecord({ approval }: { approval: ToolApproval }) {
  const decision = decisionOf(approval);
  const Icon = approval.approved ? Check : X;
  if (decision === null) return null;
  return (
    <div className="flex gap-2 text-[13px] leading-[18px]">
      <Icon aria-hidden="true" size={14} strokeWidth={2} className="mt-[2px] shrink-0 text-wait" />
      <div className="min-w-0 wrap-anywhere">
        {approval.message && <p dir="auto">{visibleText(approval.message)}</p>}
        <p className="text-ink">
          {decision}
          {approval.reason && (
            <>
              {" Reason: "}
              <q dir="auto">{visibleText(approval.reason)}</q>
            </>
          )}
        </p>
      </div>
    </div>
  );
}

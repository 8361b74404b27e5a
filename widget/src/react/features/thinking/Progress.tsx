import { parseProgressSteps, type ProgressStep } from "@causerie/protocol";
import { type ReactNode, useMemo } from "react";
import { Drawing } from "#react/Icon.tsx";
import { useChatState } from "#react/hooks/use-chat.ts";
import { useTexts } from "#react/features/texts.ts";
import { extraIcons } from "#theme/extra-icons.ts";
import { texts } from "./strings.ts";
import { useAnnouncedSteps } from "./use-announced-steps.ts";

/** The steps of the bot's work, and what it thinks, in place of the three dots. The answer takes their place. */
export function Progress(): ReactNode {
  const { t } = useTexts(texts);
  const progress = useChatState((state) => state.progress);
  const steps = useMemo(() => parseProgressSteps(progress?.steps), [progress]);
  const thoughts = progress?.reasoning ?? "";
  useAnnouncedSteps(steps, thoughts === "" ? "" : t("thinkingNow"));
  return (
    <div className="causerie-progress" part="progress">
      {steps.length > 0 && (
        <ol>
          {steps.map(({ label, state }, index) => (
            <li key={index} data-state={state}>
              <StepMark state={state} />
              <span dir="auto">{label}</span>
              {state !== "running" && <span className="causerie-sr">{` ${t(names[state])}`}</span>}
            </li>
          ))}
        </ol>
      )}
      {thoughts !== "" && (
        <details className="causerie-reasoning" data-hold="">
          <summary>{t("thinkingNow")}</summary>
          <p dir="auto">{thoughts}</p>
        </details>
      )}
    </div>
  );
}

const names = { done: "thinkingDone", failed: "thinkingFailed" } as const;

/** A ring that turns, a tick, or a mark of failure: three shapes, not only colours. */
function StepMark({ state }: Pick<ProgressStep, "state">): ReactNode {
  if (state === "running") return <i className="causerie-spinner" />;
  return <Drawing path={state === "done" ? extraIcons.check : extraIcons.alert} />;
}

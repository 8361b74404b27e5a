import type { TrialTurn } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Fact } from "./Fact.tsx";
import { Guess } from "./Guess.tsx";

/** Why a turn is as it is, in words; what programs exchange stands below, closed. */
export function Inspector({ turns, chosen }: { turns: readonly TrialTurn[]; chosen: number }): ReactNode {
  const t = useTexts();
  const turn = turns[chosen];
  if (turn === undefined) return <p className="empty">{t("trialInspectorEmpty")}</p>;
  return (
    <section aria-labelledby="trial-inspector-title">
      <h2 id="trial-inspector-title">{t("trialInspector", { number: chosen + 1 })}</h2>
      <Facts turn={turn} path={turns.slice(0, chosen + 1)} />
      <Raw title={t("trialMessages")} value={turn.messages} />
      <Raw title={t("trialPayloads")} value={turn.payloads} />
      <Raw title={t("trialState")} value={turn.state} />
    </section>
  );
}

function Facts({ turn, path }: { turn: TrialTurn; path: readonly TrialTurn[] }): ReactNode {
  const t = useTexts();
  const { understood, guesses, entities, candidates, kept, losses, problems, story, outcome, ms } = turn;
  const { waitsFor } = kept;
  const position = ({ story: name, step }: { story: string; step?: string | undefined }): string =>
    step === undefined ? name : t("trialStep", { story: name, step });
  return (
    <dl className="trial-facts">
      {understood !== undefined && (
        <Fact title={t("trialUnderstood")}>
          <Guess guess={understood} />
        </Fact>
      )}
      {guesses.length > 0 && (
        <Fact title={t("trialGuesses")}>
          <ul>
            {guesses.map((guess, index) => (
              <li key={`${index} ${guess.source}`}>
                <Guess guess={guess} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {entities.length > 0 && (
        <Fact title={t("trialEntities")}>
          <ul>
            {entities.map(({ entity, text, value }, index) => (
              <li key={`${index} ${entity}`}>
                {entity}: <code>{JSON.stringify(value)}</code> <span className="hint">“{text}”</span>
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {story !== "" && <Fact title={t("trialStory")}>{position(turn)}</Fact>}
      <Fact title={t("trialOutcome")}>{outcome}</Fact>
      {candidates.length > 0 && (
        <Fact title={t("trialCandidates")}>
          {candidates
            .map((each) =>
              each.slot === undefined ? position(each) : t("trialAsAnswer", { story: position(each), slot: each.slot }),
            )
            .join("; ")}
        </Fact>
      )}
      {kept.slots.length > 0 && (
        <Fact title={t("trialSlots")}>
          <ul>
            {kept.slots.map(({ name, value, isNew }) => (
              <li key={name}>
                {name} = <code>{JSON.stringify(value)}</code> {isNew && <span className="chip">{t("trialIsNew")}</span>}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {waitsFor !== undefined && (
        <Fact title={t("trialWaitsFor")}>
          {t("trialAsked", { slot: waitsFor.slot ?? t("trialAnAnswer"), count: waitsFor.attempts })}
        </Fact>
      )}
      {kept.suspended.length > 0 && <Fact title={t("trialSuspended")}>{kept.suspended.join(", ")}</Fact>}
      <Fact title={t("trialPath")}>
        {path
          .filter((each) => each.story !== "")
          .map(position)
          .join(" → ")}
      </Fact>
      <Fact title={t("trialTook")}>{ms} ms</Fact>
      {losses.length > 0 && (
        <Fact title={t("trialLosses")} isBad>
          <ul>
            {losses.map(({ rule, detail }, index) => (
              <li key={`${index} ${rule}`}>
                {rule}: {detail}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {problems.length > 0 && (
        <Fact title={t("trialProblems")} isBad>
          {problems.map((problem, index) => (
            <p key={index} className="trial-problem">
              {problem}
            </p>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Raw({ title, value }: { title: string; value: unknown }): ReactNode {
  return (
    <details className="trial-raw">
      <summary>{title}</summary>
      <p className="trial-problem">{JSON.stringify(value, null, 2)}</p>
    </details>
  );
}

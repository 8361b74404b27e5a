import type { ChannelFinding, ChannelStep } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Copyable } from "#parts/Copyable.tsx";

const words = { ok: "findingOk", warning: "findingWarning", error: "findingError" } as const;

/** What a check has found, and what to do about it. The level is a word, not only a colour. */
export function Findings({ findings }: { findings: readonly ChannelFinding[] }): ReactNode {
  const t = useTexts();
  return (
    <ul className="findings">
      {findings.map(({ level, title, fix }) => (
        <li key={title} data-level={level}>
          <span className="chip">{t(words[level])}</span>
          <span>
            {title}
            {fix !== undefined && <span className="hint finding-fix">{fix}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What is done elsewhere, with the values to paste there. */
export function Steps({ steps }: { steps: readonly ChannelStep[] }): ReactNode {
  const t = useTexts();
  if (steps.length === 0) return null;
  return (
    <section className="steps">
      <h3>{t("stepsElsewhere")}</h3>
      <ol>
        {steps.map(({ text, copy, url }) => (
          <li key={text}>
            {text}
            {copy !== undefined && <Copyable label={text} value={copy} />}
            {url !== undefined && (
              <a href={url} target="_blank" rel="noreferrer">
                {url}
              </a>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

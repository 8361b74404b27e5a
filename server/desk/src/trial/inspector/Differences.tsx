import type { ReactNode } from "react";
import type { TextKey } from "#i18n/texts.ts";
import { useTexts } from "#i18n/texts.ts";
import type { Compared } from "#trial/state/talks.ts";
import { channelTitles } from "#trial/talk/TalkSettings.tsx";

const aspects: Record<Compared["differences"][number]["aspect"], TextKey> = {
  story: "trialAspectStory",
  texts: "trialAspectTexts",
  choices: "trialAspectChoices",
};

/** Where the talk went differently after it was moved to another channel. */
export function Differences({ compared: { from, to, differences } }: { compared: Compared }): ReactNode {
  const t = useTexts();
  const names = { from: t(channelTitles[from]), to: t(channelTitles[to]) };
  const turns = new Set(differences.map(({ turn }) => turn)).size;
  return (
    <section className="trial-differences" aria-labelledby="trial-differences-title">
      <div role="status">
        <h2 id="trial-differences-title">
          {turns === 0 ? t("trialSame", names) : t("trialDifferent", { ...names, count: turns })}
        </h2>
      </div>
      {differences.map(({ turn, aspect, one, other }) => (
        <dl key={`${turn} ${aspect}`} className="trial-facts">
          <dt>
            {t("trialTurn", { number: turn + 1 })}, {t(aspects[aspect])}
          </dt>
          <dd>
            <Words title={names.from} words={one} none={t("trialNone")} />
            <Words title={names.to} words={other} none={t("trialNone")} />
          </dd>
        </dl>
      ))}
    </section>
  );
}

function Words({ title, words, none }: { title: string; words: readonly string[]; none: string }): ReactNode {
  return (
    <p>
      <strong>{title}:</strong> {words.length === 0 ? none : words.join(" | ")}
    </p>
  );
}

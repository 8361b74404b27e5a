import type { CorpusEntry } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { languageName } from "#i18n/language-name.ts";
import { useLanguage, useTexts } from "#i18n/texts.ts";
import { useFormats } from "#i18n/times.ts";
import { Confirm } from "#parts/Confirm.tsx";
import { Copyable } from "#parts/Copyable.tsx";
import { useResource } from "#parts/use-resource.ts";
import { stories } from "#wire/stories.ts";
import { Part } from "./Part.tsx";

/** The command that writes what is shown here into files. */
const command = "npx causerie desk corpus";

/** The examples that the team has added: the author writes them into files, reviews them, and gives them to the bot. */
export function CorpusPart(): ReactNode {
  const t = useTexts();
  const own = useLanguage();
  const { moment } = useFormats();
  const corpus = useResource(stories.corpus);
  const [removed, setRemoved] = useState<CorpusEntry>();
  return (
    <Part about="storyCorpusAbout" resource={corpus}>
      {(entries) => (
        <>
          {entries.length === 0 ? (
            <p className="empty">{t("storyCorpusEmpty")}</p>
          ) : (
            <Copyable label={t("corpusCommand")} value={command} />
          )}
          <ul className="items">
            {entries.map((entry) => (
              <li key={entry.id} className="item">
                <div className="item-main">
                  <strong lang={entry.language}>{entry.text}</strong>
                  <span className="hint">{t("exampleBy", { name: entry.by, moment: moment(entry.at) })}</span>
                  {!entry.isKnown && <span className="error">{t("problemNoStory", { name: entry.intent })}</span>}
                </div>
                <div className="item-facts">
                  <span className="chip">{entry.intent}</span>
                  <span className="chip">{languageName(entry.language, own)}</span>
                  <span className={entry.isLearnt ? "chip" : "chip waiting"}>
                    {t(entry.isLearnt ? "exampleLearnt" : "exampleWaits")}
                  </span>
                </div>
                <div className="item-buttons">
                  <button
                    type="button"
                    className="button"
                    aria-label={t("removeName", { name: entry.text })}
                    onClick={() => setRemoved(entry)}
                  >
                    {t("remove")}
                  </button>
                </div>
              </li>
            ))}
          </ul>
          {removed !== undefined && (
            <Confirm
              title={t("removeName", { name: removed.text })}
              text={t("removeExampleText")}
              label={t("remove")}
              onClose={() => setRemoved(undefined)}
              onYes={async () => {
                await stories.undoDecision(removed.id);
                await corpus.reload();
              }}
            />
          )}
        </>
      )}
    </Part>
  );
}

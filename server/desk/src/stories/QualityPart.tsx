import type { Measured, Quality } from "@causerie/protocol/desk";
import { type ReactNode, useEffect } from "react";
import { useLocale, useTexts } from "#i18n/texts.ts";
import { useFormats } from "#i18n/times.ts";
import { FormError } from "#parts/FormError.tsx";
import { useAction } from "#parts/use-action.ts";
import { type Resource, useResource } from "#parts/use-resource.ts";
import { stories } from "#wire/stories.ts";
import { Part } from "./Part.tsx";

const askEveryMs = 2_000;

/** How well the examples are understood, intent by intent, and what is taken for what. */
export function QualityPart(): ReactNode {
  const t = useTexts();
  const quality = useResource(stories.quality);
  const { isRunning, error, run } = useAction();
  useReloadWhile(quality);
  const isBusy = isRunning || quality.data?.isRunning === true;
  const measure = async (): Promise<void> => {
    await stories.measure();
    await quality.reload();
  };
  const start = (
    <button
      type="button"
      className="button primary"
      disabled={isBusy || quality.data?.canMeasure !== true}
      onClick={() => void run(measure)}
    >
      {t("measure")}
    </button>
  );
  return (
    <Part about="storyQualityAbout" actions={start} resource={quality}>
      {({ canMeasure, hasFailed, measured, isRunning: isMeasuring }) => (
        <>
          <FormError error={error} />
          <p role="status" className="hint">
            {isMeasuring ? t("measuring") : hasFailed ? t("measureFailed") : ""}
          </p>
          {!canMeasure && <p className="empty">{t("qualityNoExamples")}</p>}
          {canMeasure && measured === undefined && !isMeasuring && <p className="empty">{t("qualityEmpty")}</p>}
          {measured !== undefined && <Figures measured={measured} />}
        </>
      )}
    </Part>
  );
}

/** The server says nothing by itself when it is done. */
function useReloadWhile({ data, reload }: Resource<Quality>): void {
  useEffect(() => {
    if (data?.isRunning !== true) return undefined;
    const timer = setTimeout(() => void reload(), askEveryMs);
    return () => clearTimeout(timer);
  }, [data, reload]);
}

function Figures({ measured }: { measured: Measured }): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const locale = useLocale();
  const share = (value: number | undefined): string =>
    value === undefined ? "–" : new Intl.NumberFormat(locale, { style: "percent" }).format(value);
  const { at, examples, accuracy, intents, confusions, contradictions } = measured;
  return (
    <>
      <p>{t("qualityWhole", { share: share(accuracy), examples, moment: moment(at) })}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div className="story-scroll" tabIndex={0} role="group" aria-label={t("qualityIntents")}>
        <table className="story-figures">
          <thead>
            <tr>
              <th scope="col">{t("exampleIntent")}</th>
              <th scope="col">{t("examples")}</th>
              <th scope="col">{t("precision")}</th>
              <th scope="col">{t("recall")}</th>
              <th scope="col">{t("refused")}</th>
            </tr>
          </thead>
          <tbody>
            {intents.map((each) => (
              <tr key={each.intent}>
                <th scope="row">{each.intent}</th>
                <td>{each.examples}</td>
                <td>{share(each.precision)}</td>
                <td>{share(each.recall)}</td>
                <td>{share(each.refused)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{t("confusions")}</h2>
      {confusions.length === 0 && <p className="empty">{t("confusionsNone")}</p>}
      <ul className="items">
        {confusions.map(({ intent, confusedWith, count, texts, pulledBy }) => (
          <li key={`${intent} ${confusedWith}`} className="item">
            <div className="item-main">
              <strong>{t("confusedWith", { intent, other: confusedWith })}</strong>
              <span className="hint">{texts.join(" · ")}</span>
            </div>
            <div className="item-facts">
              <span className="chip">{t("timesSaid", { count })}</span>
              {pulledBy.length > 0 && <span className="chip">{t("pulledBy", { words: pulledBy.join(", ") })}</span>}
            </div>
          </li>
        ))}
        {contradictions.map(({ text, intents: both }) => (
          <li key={text} className="item">
            <div className="item-main">
              <strong>{text}</strong>
              <span className="error">{t("contradiction", { intents: both.join(", ") })}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

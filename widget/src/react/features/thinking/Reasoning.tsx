import { parseReasoning } from "@causerie/protocol";
import type { ReactNode } from "react";
import { RichText } from "#react/message/rich-text/RichText.tsx";
import { useTexts } from "#react/features/texts.ts";
import type { NeededProps } from "#react/seams/feature.ts";
import { texts } from "./strings.ts";

/** How an answer came about, above it: closed until the visitor asks. */
export function Reasoning({ reasoning }: NeededProps["Reasoning"]): ReactNode {
  const { t } = useTexts(texts);
  const { text = "", seconds } = parseReasoning(reasoning) ?? {};
  if (text === "") return null;
  return (
    <details className="causerie-reasoning" part="reasoning" data-hold="">
      <summary>{seconds === undefined ? t("thinkingHow") : t("thinkingFor", { count: Math.round(seconds) })}</summary>
      <div dir="auto">
        <RichText text={text} />
      </div>
    </details>
  );
}

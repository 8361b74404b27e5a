import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { ParseOptions } from "sugar-high/core";
import type { CodeProps } from "#react/seams/feature.ts";
import { languageFor, loadLanguage } from "./languages.ts";
import { isReadable, tokensOf } from "./tokens.ts";

/** Code in colours, once it is whole and its language is there. Until then, and where the language is unknown, as it is. */
export function Code({ source, language, growing }: CodeProps): ReactNode {
  const options = useLanguage(growing ? undefined : languageFor(language));
  const tokens = useMemo(
    () => (options === undefined || !isReadable(source) ? undefined : tokensOf(source, options)),
    [options, source],
  );
  if (tokens === undefined) return source;
  return tokens.map(({ kind, text }, index) =>
    kind === "plain" ? (
      text
    ) : (
      <span key={index} className={`causerie-code-${kind}`}>
        {text}
      </span>
    ),
  );
}

/** The languages that have come. */
const arrived = new Map<string, ParseOptions>();

function useLanguage(name: string | undefined): ParseOptions | undefined {
  const [, setCount] = useState(0);
  useEffect(() => {
    if (name === undefined || arrived.has(name)) return;
    let isWanted = true;
    loadLanguage(name).then(
      (options) => {
        arrived.set(name, options);
        if (isWanted) setCount((count) => count + 1);
      },
      () => {}, // Without colours the code can be read as well.
    );
    return () => {
      isWanted = false;
    };
  }, [name]);
  return name === undefined ? undefined : arrived.get(name);
}

import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useSettings } from "#react/features/settings.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { Drawing } from "#react/Icon.tsx";
import type { ComposerSeamProps, Feature } from "#react/seams/feature.ts";
import type { ComposerAction, ComposerField } from "#react/seams/feature-settings.ts";
import { readActions } from "./read-actions.ts";

const plus = "M12 8v8M8 12h8M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0";

function ComposerActions(seam: ComposerSeamProps): ReactNode {
  const actions = readActions(useSettings()("composer-actions"));
  const field = useField(seam);
  return actions.map((action, index) => (
    <button
      key={index}
      type="button"
      className="causerie-tool"
      part="tool composer-action"
      aria-label={action.label}
      title={action.label}
      onClick={(event) => {
        if (isMeant(event)) void press(action, field);
      }}
    >
      <Drawing path={action.icon ?? plus} />
    </button>
  ));
}

/** An error in the page's code must not break the chat. */
async function press(action: ComposerAction, field: ComposerField): Promise<void> {
  try {
    await action.press(field);
  } catch (error) {
    reportError(error);
  }
}

/** The same for ever, so that the page can still write in it after it has waited for something. */
function useField(seam: ComposerSeamProps): ComposerField {
  const now = useRef(seam);
  const [asked, ask] = useState(0);
  useBrowserLayoutEffect(() => {
    now.current = seam;
  });
  // After the drawing: only then the composer knows a text that was set right before.
  useEffect(() => {
    if (asked > 0) now.current.send();
  }, [asked]);
  return useMemo(
    () => ({
      get text() {
        return now.current.text;
      },
      setText(text) {
        now.current = { ...now.current, text };
        now.current.setText(text);
      },
      send: () => ask((before) => before + 1),
      focus: () => now.current.input.current?.focus(),
    }),
    [],
  );
}

export const feature: Feature = { parts: { ComposerEnd: ComposerActions } };

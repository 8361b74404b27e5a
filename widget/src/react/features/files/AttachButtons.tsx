import { type ReactNode, useRef } from "react";
import { Drawing } from "#react/Icon.tsx";
import { mediaIcons } from "#theme/media-icons.ts";
import { useText } from "#react/text.ts";
import { useTexts } from "#react/features/texts.ts";
import { kindsInWords, sizeInWords } from "#react/features/media/file-words.ts";
import { texts } from "./strings.ts";
import { useTray } from "./tray.ts";
import { useRules } from "./use-rules.ts";

/** Opens the browser's own choice of files, and on touch screens the camera. */
export function AttachButtons(): ReactNode {
  const { t } = useTexts(texts);
  const { locale } = useText();
  const rules = useRules();
  if (rules === "none") return null;
  const limits =
    rules === undefined
      ? undefined
      : t("filesLimits", {
          count: rules.maxFiles,
          size: sizeInWords(rules.maxBytes, locale),
          types: kindsInWords(rules.accept),
        });
  return (
    <>
      <Chooser icon="attach" label={t("filesChoose")} hint={limits} accept={rules?.accept.join(",")} multiple />
      {/* A photograph of which it is known that it will be refused is not asked for. */}
      {rules?.accept.every((type) => !type.startsWith("image/") && type !== "*/*") !== true && (
        <Chooser icon="camera" label={t("filesPhoto")} accept="image/*" capture />
      )}
    </>
  );
}

type ChooserProps = {
  icon: "attach" | "camera";
  label: string;
  hint?: string | undefined;
  accept?: string | undefined;
  multiple?: boolean;
  capture?: boolean;
};

function Chooser({ icon, label, hint, accept, multiple = false, capture = false }: ChooserProps): ReactNode {
  const tray = useTray();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={`causerie-icon-button causerie-attach causerie-attach-${icon}`}
        part={`attach attach-${icon}`}
        aria-label={label}
        title={hint ?? label}
        onClick={() => field.current?.click()}
      >
        <Drawing path={mediaIcons[icon]} />
      </button>
      <input
        ref={field}
        type="file"
        hidden
        tabIndex={-1}
        aria-hidden="true"
        accept={accept}
        multiple={multiple}
        capture={capture ? "environment" : undefined}
        onChange={({ currentTarget }) => {
          tray.add(Array.from(currentTarget.files ?? [], (file) => ({ file })));
          currentTarget.value = ""; // The same file may be chosen again.
          const root = currentTarget.closest(".causerie-composer");
          root?.querySelector("textarea")?.focus();
        }}
      />
    </>
  );
}

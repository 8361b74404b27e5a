import { type ReactNode, useRef } from "react";
import { useTexts } from "#i18n/texts.ts";
import { IconButton } from "#parts/IconButton.tsx";

/** Opens the browser's own choice of files. */
export function AttachButton({
  accept,
  onChoose,
}: {
  accept: readonly string[];
  onChoose: (files: Iterable<File>) => void;
}): ReactNode {
  const t = useTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-hidden="true"
        accept={accept.join(",")}
        onChange={(event) => {
          onChoose([...(event.target.files ?? [])]);
          // The same file can be chosen again.
          event.target.value = "";
        }}
      />
      <IconButton icon="attach" label={t("attach")} onClick={() => input.current?.click()} />
    </>
  );
}

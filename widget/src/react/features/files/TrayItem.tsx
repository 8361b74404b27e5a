import type { ReactNode } from "react";
import { mediaTypeOf } from "#chat/files/file-problem.ts";
import { kindInWords, sizeInWords } from "#react/features/media/file-words.ts";
import { Facts } from "#react/features/media/Facts.tsx";
import { LocalPicture } from "#react/features/media/LocalPicture.tsx";
import { useTexts } from "#react/features/texts.ts";
import { Drawing } from "#react/Icon.tsx";
import { useText } from "#react/text.ts";
import { mediaIcons } from "#theme/media-icons.ts";
import { texts } from "./strings.ts";
import type { CheckedFile } from "./checked.ts";

export type TrayItemProps = {
  file: CheckedFile;
  problem: string;
  mostAlt: number;
  onAlt: (alt: string) => void;
  onRemove: () => void;
};

/** A file that was chosen: what it looks like, what it is called, how large it is, what it shows, and what is wrong with it. */
export function TrayItem({ file, problem, mostAlt, onAlt, onRemove }: TrayItemProps): ReactNode {
  const { t } = useTexts(texts);
  const { locale } = useText();
  const type = mediaTypeOf(file.file);
  const isPicture = type.startsWith("image/") && file.problem === undefined;
  const facts = file.isFolder ? [] : [kindInWords(type), sizeInWords(file.file.size, locale)];
  return (
    <li className="causerie-picked-item" part="picked-file" data-state={file.problem ?? "ready"}>
      <Thumbnail file={isPicture ? file.file : undefined} />
      <div className="causerie-picked-text">
        <p className="causerie-file-name" dir="auto">
          {file.name}
        </p>
        <Facts facts={facts} />
        {problem !== "" && (
          <p className="causerie-picked-problem" part="error">
            {problem}
          </p>
        )}
        {isPicture && (
          <input
            className="causerie-picked-alt"
            type="text"
            value={file.alt}
            maxLength={mostAlt}
            placeholder={t("filesAlt")}
            aria-label={t("filesAltOf", { name: file.name })}
            dir="auto"
            onChange={({ currentTarget }) => onAlt(currentTarget.value)}
          />
        )}
      </div>
      <button
        type="button"
        className="causerie-icon-button causerie-picked-remove"
        aria-label={t("filesRemove", { name: file.name })}
        onClick={onRemove}
      >
        <Drawing path={mediaIcons.remove} />
      </button>
    </li>
  );
}

function Thumbnail({ file }: { file: File | undefined }): ReactNode {
  const icon = (
    <span className="causerie-file-icon">
      <Drawing path={file === undefined ? mediaIcons.file : mediaIcons.picture} />
    </span>
  );
  return file === undefined ? (
    icon
  ) : (
    <LocalPicture bytes={file} className="causerie-picked-picture" most={160} instead={icon} />
  );
}

import { type ReactNode, useEffect, useMemo } from "react";
import { useAnnounce } from "#react/features/announce.tsx";
import type { Feature } from "#react/seams/feature.ts";
import { ScreenFrame, useScreen } from "#react/features/open-screen.tsx";
import { useTexts } from "#react/features/texts.ts";
import { useExtraText } from "#react/extras/extra-text.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { Drawing } from "#react/Icon.tsx";
import { useText } from "#react/text.ts";
import { download } from "./download.ts";
import { Pieces } from "./Pieces.tsx";
import { print } from "./print.ts";
import { texts } from "./strings.ts";
import { htmlFile, type TranscriptHead, textFile, withHead } from "./transcript-file.ts";
import { transcriptOf } from "./conversation-pieces.ts";
import { useWholeConversation } from "./use-whole-conversation.ts";

const screen = "transcript";

const icons = {
  list: "M5 6.5h14M5 12h14M5 17.5h9",
  print: "M7 8.5V4h10v4.5M7 16.5H4.5v-6a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2v6H17M7 13.5h10V20H7z",
  save: "M12 4v10.5M7.5 10.5l4.5 4.5 4.5-4.5M5 19.5h14",
};

function MenuItem({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useTexts(texts);
  const { show } = useScreen();
  return (
    <button
      type="button"
      role="menuitem"
      className="causerie-menu-item"
      onClick={() => {
        onDone();
        show(screen);
      }}
    >
      <Drawing path={icons.list} />
      <span>{t("transcriptOpen")}</span>
    </button>
  );
}

function Screen(): ReactNode {
  const { name } = useScreen();
  return name === screen && <Transcript />;
}

/** The whole conversation, plain: to read, to search in, to print and to save. */
function Transcript(): ReactNode {
  const { t } = useTexts(texts);
  const core = useText();
  const extraT = useExtraText();
  const announce = useAnnounce();
  const { show } = useScreen();
  const { entries, loading, retry } = useWholeConversation();
  const [you, bot, agent] = [t("transcriptYou"), t("transcriptBot"), t("transcriptAgent")];
  const pieces = useMemo(
    () => transcriptOf(entries, { texts: core, names: { you, bot, agent }, base: document.baseURI }),
    [entries, core, you, bot, agent],
  );
  const status =
    loading === "whole"
      ? entries.length === 0
        ? t("transcriptEmpty")
        : t("transcriptWhole", { count: entries.length })
      : loading === "failed"
        ? extraT("earlierFailed")
        : t("transcriptLoading");
  useEffect(() => announce(status), [announce, status]);

  const head = (at: Date): TranscriptHead => {
    const date = new Intl.DateTimeFormat(core.locale, { dateStyle: "long", timeStyle: "short" }).format(at);
    return {
      title: t("transcriptTitle"),
      saved: t("transcriptSaved", { date }),
      language: core.language,
      dir: core.dir,
    };
  };
  const save = (write: typeof htmlFile): void => {
    const at = new Date();
    const file = write(pieces, head(at), at);
    download(file);
    announce(t("transcriptDone", { name: file.name }));
  };
  const isReady = loading !== "loading" && entries.length > 0;
  const button = (label: string, icon: string, act: () => void): ReactNode => (
    <button
      type="button"
      className="causerie-screen-button"
      aria-disabled={!isReady}
      onClick={(event) => {
        if (isReady && isMeant(event)) act();
      }}
    >
      <Drawing path={icon} />
      <span>{label}</span>
    </button>
  );
  return (
    <ScreenFrame title={t("transcriptTitle")} back={t("transcriptBack")} onClose={() => show(undefined)}>
      <div className="causerie-screen-tools">
        {button(t("transcriptPrint"), icons.print, () => print(withHead(pieces, head(new Date())), head(new Date())))}
        {button(t("transcriptHtml"), icons.save, () => save(htmlFile))}
        {button(t("transcriptText"), icons.save, () => save(textFile))}
      </div>
      <p className="causerie-screen-status">
        {loading === "failed" ? (
          <button type="button" className="causerie-screen-button" onClick={retry}>
            {extraT("earlierFailed")}
          </button>
        ) : (
          status
        )}
      </p>
      <section
        className="causerie-transcript"
        part="transcript"
        aria-label={t("transcriptTitle")}
        aria-busy={loading === "loading"}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard too
        tabIndex={0}
      >
        <Pieces pieces={pieces} />
      </section>
    </ScreenFrame>
  );
}

export const feature: Feature = { parts: { MenuItems: MenuItem, Screen } };

import { type ReactNode, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { altLength } from "#chat/files/alt-length.ts";
import type { ComposerSeamProps } from "#react/seams/feature.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import { kindsInWords, sizeInWords } from "#react/features/media/file-words.ts";
import { useTexts } from "#react/features/texts.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { useText } from "#react/text.ts";
import { checked, type CheckedFile } from "./checked.ts";
import { texts } from "./strings.ts";
import { type TrayFile, useTray } from "./tray.ts";
import { TrayItem } from "./TrayItem.tsx";
import { useIntake } from "./use-intake.ts";
import { useRules } from "./use-rules.ts";

/** The files that go with the next message: chosen, dropped or pasted, each with what is wrong with it. */
export function FileTray({ text, setText, takeSending, input }: ComposerSeamProps): ReactNode {
  const { t } = useTexts(texts);
  const { locale } = useText();
  const chat = useChat();
  const tray = useTray();
  const state = useSyncExternalStore(tray.subscribe, tray.get, tray.get);
  const known = useRules();
  const rules = known === "none" ? undefined : known;
  const files = useMemo(() => checked(state.files, rules), [state.files, rules]);
  const announce = useAnnounce();
  const held = useIntake(input, known !== "none");
  const list = useRef<HTMLUListElement>(null);

  const problemOf = ({ problem }: CheckedFile): string => {
    switch (problem) {
      case undefined:
        return "";
      case "empty":
        return t("filesEmpty");
      case "folder":
        return t("filesFolder");
      case "size":
        return t("filesSize", { size: sizeInWords(rules?.maxBytes ?? 0, locale) });
      case "type":
        return t("filesType", { types: kindsInWords(rules?.accept ?? []) });
      case "count":
        return t("filesCount", { count: rules?.maxFiles ?? 0 });
    }
  };

  // Those that are there already were chosen before the chat was drawn anew.
  const spoken = useRef<readonly TrayFile[]>(state.files);
  useEffect(() => {
    const fresh = files.filter(({ id }) => !spoken.current.some((before) => before.id === id));
    spoken.current = state.files;
    if (fresh.length === 0) return;
    list.current?.scrollTo({ top: list.current.scrollHeight });
    const good = fresh.filter(({ problem }) => problem === undefined).length;
    const bad = fresh.filter(({ problem }) => problem !== undefined);
    if (good > 0) announce(t("filesChosen", { count: good }));
    for (const each of bad) announce(`${each.name}: ${problemOf(each)}`);
  });

  const saysLater = useRef(t);
  useEffect(() => {
    saysLater.current = t; // Another function each time.
  });

  const ready = useMemo(() => files.filter(({ problem }) => problem === undefined), [files]);
  useEffect(() => {
    if (ready.length === 0) return;
    takeSending((words) => {
      tray.clear();
      const alt = ready.map((each) => each.alt);
      const given = ready.map(({ file }) => file);
      chat.sendFiles(given, { text: words, alt }).catch(() => {
        // Their code did not come. Nothing of it is lost.
        tray.add(ready, words);
        announce(saysLater.current("filesNotReady"));
      });
    });
    return () => takeSending(undefined);
  }, [ready, takeSending, chat, tray, announce]);

  useEffect(() => {
    if (state.text === undefined) return;
    tray.textUsed();
    if (text === "") setText(state.text);
  }, [state.text, text, setText, tray]);

  const remove = (file: TrayFile): void => {
    const index = state.files.indexOf(file);
    tray.remove(file.id);
    announce(t("filesRemoved", { name: file.name }));
    // The focus must not fall out of the chat with the button that had it.
    const buttons = list.current?.querySelectorAll<HTMLElement>(".causerie-picked-remove") ?? [];
    (buttons[index + 1] ?? buttons[index - 1] ?? input.current)?.focus();
  };

  return (
    <>
      {held && (
        <div className="causerie-drop" part="drop">
          <p>{t("filesDrop")}</p>
          {rules !== undefined && <p>{limitsInWords()}</p>}
        </div>
      )}
      {files.length > 0 && (
        <ul ref={list} className="causerie-picked" part="picked" aria-label={t("filesAttached")}>
          {files.map((each, index) => (
            <TrayItem
              key={each.id}
              file={each}
              problem={problemOf(each)}
              mostAlt={altLength}
              onAlt={(alt) => tray.setAlt(each.id, alt)}
              onRemove={() => remove(state.files[index] ?? each)}
            />
          ))}
        </ul>
      )}
    </>
  );

  function limitsInWords(): string {
    if (rules === undefined) return "";
    const size = sizeInWords(rules.maxBytes, locale);
    return t("filesLimits", { count: rules.maxFiles, size, types: kindsInWords(rules.accept) });
  }
}

import type { Template } from "@causerie/protocol/desk";
import { type ReactNode, useEffect } from "react";
import { useTexts } from "#i18n/texts.ts";
import { announce } from "#parts/announce.tsx";
import type { Picker } from "./use-templates.ts";

export function TemplatePicker({
  picker,
  onPick,
}: {
  picker: Picker;
  onPick: (template: Template) => void;
}): ReactNode {
  const t = useTexts();
  const { found, active, listId } = picker;
  const words = found.length === 0 ? t("templatesNone") : t("templatesFound", { count: found.length });
  useEffect(() => announce(words), [words]);
  useEffect(() => {
    document.querySelector(`[id="${listId}-${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [listId, active]);
  return (
    <div className="template-picker">
      {found.length === 0 && <p className="hint">{words}</p>}
      <div role="listbox" id={listId} aria-label={t("templates")}>
        {found.map((template, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the text keeps the focus, and its keys choose; this is for the pointer
          <div
            key={template.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(template)}
          >
            <strong>{template.title}</strong>
            <span>{template.text}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

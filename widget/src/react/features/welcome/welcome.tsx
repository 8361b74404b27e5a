import { type ReactNode, useMemo } from "react";
import { useSettings } from "#react/features/settings.ts";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import type { Feature } from "#react/seams/feature.ts";
import { useText } from "#react/text.ts";
import type { Starter } from "#react/seams/feature-settings.ts";
import { readStarters } from "./starters.ts";

/** What an empty conversation says: a title, a text, and what others begin with. */
function Empty(): ReactNode {
  const { t } = useText();
  const chat = useChat();
  const read = useSettings();
  const setting = read("starters");
  // A page of React may write the list anew each time.
  const key = typeof setting === "string" ? setting : JSON.stringify(setting);
  // oxlint-disable-next-line react/exhaustive-deps -- the key stands for the list
  const starters = useMemo(() => readStarters(setting), [key]);
  const [title, text] = [read("welcome"), read("welcome-text")];

  const begin = ({ label, text: words, link }: Starter): void => {
    if (link !== undefined) chat.sendPostback({ label, link });
    else chat.sendText(words ?? label);
  };
  return (
    <div className="causerie-welcome" part="welcome">
      <h3 className="causerie-welcome-title">{typeof title === "string" ? title : t("empty")}</h3>
      {typeof text === "string" && <p>{text}</p>}
      {starters.length > 0 && (
        <ul className="causerie-starters" aria-label={t("suggestions")}>
          {starters.map((starter, index) => (
            <li key={index}>
              <button
                type="button"
                className="causerie-starter"
                part="starter"
                dir="auto"
                onClick={(event) => {
                  if (!isMeant(event)) return;
                  focusPanel(event.currentTarget); // The button is about to disappear.
                  begin(starter);
                }}
              >
                {starter.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export const feature: Feature = { parts: { Empty } };

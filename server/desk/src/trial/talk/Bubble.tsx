import type { TrialBubble } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import type { Talks } from "#trial/state/use-talks.ts";
import { Choices } from "./Choices.tsx";
import { FormBubble } from "./FormBubble.tsx";

type Props = { bubble: TrialBubble; talks: Talks; isNewest: boolean };

/** One message, with what belongs to it. */
export function Bubble({ bubble, talks, isNewest }: Props): ReactNode {
  const t = useTexts();
  const { text, cards, media, form, other, choices } = bubble;
  return (
    <div className="trial-bubble">
      <span className="causerie-sr">{t("trialBot")}: </span>
      {media !== undefined && <Medium media={media} />}
      {text !== undefined && text !== "" && <p className="trial-words">{text}</p>}
      {other !== undefined && <p className="hint">{t("trialOther", { name: other })}</p>}
      {cards !== undefined && (
        <ul className="trial-cards" aria-label={t("trialCards")}>
          {cards.map((card, index) => (
            <li key={`${index} ${card.title}`} className="trial-card">
              {card.image !== undefined && <Medium media={{ kind: "image", ...card.image }} />}
              <strong>{card.title}</strong>
              {card.subtitle !== undefined && <span className="hint">{card.subtitle}</span>}
              <Choices
                choices={card.choices}
                talks={talks}
                label={`${t("trialChoices")}: ${card.title}`}
                className="trial-choices"
              />
            </li>
          ))}
        </ul>
      )}
      {form !== undefined && <FormBubble form={form} talks={talks} isOpen={isNewest} />}
      <Choices choices={choices} talks={talks} label={t("trialChoices")} className="trial-choices" />
    </div>
  );
}

/** The policy of the console lets it load pictures by TLS; of all else stands what it is. */
function Medium({ media: { kind, url, alt, name } }: { media: NonNullable<TrialBubble["media"]> }): ReactNode {
  if (kind === "image" && url?.startsWith("https:") === true)
    return <img className="trial-picture" src={url} alt={alt} loading="lazy" />;
  const words = [name, alt].find((each) => each !== undefined && each !== "") ?? kind;
  return url === undefined ? (
    <p className="hint">{words}</p>
  ) : (
    <a href={url} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
}

import type { Button as ButtonData } from "@causerie/protocol";
import type { ReactNode } from "react";
import { useChat } from "#react/hooks/use-chat.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { WithExtras } from "#react/extras/WithExtras.tsx";
import { useOwn } from "#react/seams/seams.tsx";
import { Link } from "./Link.tsx";
import { safeUrl } from "./safe-url.ts";

/** The buttons of a message or card. They stay, so that the visitor can return to an old answer. */
export function Buttons({ buttons }: { buttons: readonly ButtonData[] }): ReactNode {
  if (buttons.length === 0) return null;
  return (
    <ul className="causerie-buttons">
      {buttons.map((button, index) => (
        <li key={index}>
          <Button button={button} />
        </li>
      ))}
    </ul>
  );
}

/** One that is more than its label is fetched. */
export function Button({ button }: { button: ButtonData }): ReactNode {
  const usual = <UsualButton button={button} />;
  // Its type, its label, and where it leads.
  const isPlain = Object.keys(button).length < 4;
  const drawn = isPlain ? (
    usual
  ) : (
    <WithExtras instead={usual}>{({ RichButton }) => <RichButton button={button} />}</WithExtras>
  );
  return useOwn("Button", { button }, drawn);
}

function UsualButton({ button }: { button: ButtonData }): ReactNode {
  const chat = useChat();
  if (button.type === "postback")
    return (
      <button
        type="button"
        className="causerie-button"
        part="button"
        dir="auto"
        onClick={(event) => {
          if (isMeant(event)) chat.sendPostback(button);
        }}
      >
        {button.label}
      </button>
    );
  const href = safeUrl(button.url);
  // An address that would run a script gets no link. Its label still shows what was meant.
  if (href === undefined) return <span className="causerie-button-dead">{button.label}</span>;
  return (
    <Link className="causerie-button" part="button" dir="auto" href={href}>
      {button.label}
    </Link>
  );
}

import { Menu } from "@base-ui/react/menu";
import type { SignedIn } from "@causerie/protocol/desk";
import { type ReactNode, use } from "react";
import { InboxContext } from "#inbox/engine/use-inbox.ts";
import type { InboxEngine } from "#inbox/engine/inbox-engine.ts";
import { roleText } from "#i18n/role-text.ts";
import { failureText } from "#i18n/failure-text.ts";
import { texts, useTexts } from "#i18n/texts.ts";
import { IconButton } from "#parts/IconButton.tsx";
import { Icon } from "#parts/Icon.tsx";
import { sayFailure } from "#parts/toasts.tsx";
import { go } from "#routing/location.ts";
import { Link } from "#routing/Link.tsx";
import type { PlainPage, Route } from "#routing/route.ts";
import { session } from "#state/session.ts";
import { useStore } from "#state/store.ts";
import { CallError } from "#wire/call-error.ts";
import { account } from "#wire/team.ts";
import { pages } from "./pages.ts";

type PageName = keyof typeof pages;
const names = Object.keys(pages) as PageName[];
const linkTo = (page: PageName): Exclude<Route, { page: "unknown" }> =>
  page === "inbox" ? { page, choice: { list: "waiting" } } : { page };

export function TopBar({ me, page }: { me: SignedIn; page: string }): ReactNode {
  const t = useTexts();
  const engine = use(InboxContext);
  const shown = names.filter((name) => {
    const { scope } = pages[name];
    return name !== "account" && (scope === undefined || me.scopes.includes(scope));
  });
  return (
    <header className="top-bar">
      <NarrowMenu shown={shown} page={page} />
      <span className="brand">Causerie</span>
      <nav className="top-nav" aria-label={t("pages")}>
        <ul>
          {shown.map((name) => (
            <li key={name}>
              <Link to={linkTo(name)} aria-current={name === page ? "page" : undefined}>
                {t(pages[name].title)}
                {name === "inbox" && engine !== undefined && <WaitingBadge engine={engine} />}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {engine !== undefined && <ConnectionWord engine={engine} />}
      <PersonMenu me={me} engine={engine} />
    </header>
  );
}

function WaitingBadge({ engine }: { engine: InboxEngine }): ReactNode {
  const t = useTexts();
  const waiting = useStore(engine.store, ({ counts }) => counts?.waiting ?? 0);
  if (waiting === 0) return null;
  return (
    <span className="badge">
      {waiting}
      <span className="causerie-sr"> {t("listWaiting")}</span>
    </span>
  );
}

/** Calm: it says so, and nothing is lost. It waits a moment in CSS, because most breaks are over at once. */
function ConnectionWord({ engine }: { engine: InboxEngine }): ReactNode {
  const t = useTexts();
  const connection = useStore(engine.store, (state) => state.connection);
  return (
    <p className="connection" role="status">
      {connection === "broken" && <span className="connection-text">{t("connectionBroken")}</span>}
    </p>
  );
}

function NarrowMenu({ shown, page }: { shown: PageName[]; page: string }): ReactNode {
  const t = useTexts();
  return (
    <Menu.Root>
      <Menu.Trigger className="narrow-menu" render={<IconButton icon="menu" label={t("pages")} />} />
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={4} align="start">
          <Menu.Popup className="menu">
            {shown.map((name) => (
              <Menu.Item
                key={name}
                className="menu-item"
                aria-current={name === page ? "page" : undefined}
                onClick={() => go(linkTo(name))}
              >
                {t(pages[name].title)}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function PersonMenu({ me: { person }, engine }: { me: SignedIn; engine: InboxEngine | undefined }): ReactNode {
  const t = useTexts();
  const open = (page: PlainPage): void => go({ page });
  const signOut = async (): Promise<void> => {
    // Without an answer the cookie may be there still, so the page must not say that it is gone.
    await account.signOut();
    session.dispatch({ type: "signed_out" });
  };
  return (
    <Menu.Root>
      <Menu.Trigger className="person-button">
        <Icon name="person" />
        <span className="person-name">{person.name}</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            <p className="menu-head">
              {person.name}
              <span className="hint">{roleText(person.role, t)}</span>
            </p>
            {engine !== undefined && <StatusItem engine={engine} />}
            <Menu.Item className="menu-item" onClick={() => open("account")}>
              {t("account")}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => open("sessions")}>
              {t("sessions")}
            </Menu.Item>
            <Menu.Separator className="menu-rule" />
            <Menu.Item className="menu-item" onClick={() => void signOut().catch(reportSignOut)}>
              {t("signOut")}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** What colleagues see, who may want to hand something over. */
function StatusItem({ engine }: { engine: InboxEngine }): ReactNode {
  const t = useTexts();
  const isAway = useStore(engine.store, ({ status }) => status === "away");
  return (
    <Menu.CheckboxItem
      className="menu-item"
      checked={isAway}
      onCheckedChange={(checked) => engine.setStatus(checked ? "away" : "online")}
    >
      {t("away")}
      <Menu.CheckboxItemIndicator>
        <Icon name="check" />
      </Menu.CheckboxItemIndicator>
    </Menu.CheckboxItem>
  );
}

function reportSignOut(error: unknown): void {
  if (!(error instanceof CallError)) throw error;
  sayFailure(failureText(error, texts().t));
}

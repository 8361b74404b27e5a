import { Card as OurCard, ChatProvider, createChat } from "@causerie/widget";
import { Chat, createTheme, ThemeProvider, TockContext, UrlButton, useMessageMetadata } from "@causerie/widget/compat";
import { type ReactNode, useState } from "react";
import { createRoot } from "react-dom/client";

/** A page in the style of the kit's documentation, whose renderers read what came beside their message, and parts of both. */
declare const endpoint: string;

function Beside({ children }: { children: ReactNode }): ReactNode {
  const { TOPIC = "nothing" } = useMessageMetadata();
  return <span data-topic={TOPIC}>{children}</span>;
}

const renderers = { textRenderers: { default: ({ text }: { text: string }) => <Beside>{text}</Beside> } };
const widgets = { "seat-map": ({ seat }: { seat: number }) => <Beside>{`Seat ${seat}`}</Beside> };
const chat = createChat({ endpoint });
const card = {
  title: "Ours",
  buttons: [
    { type: "postback" as const, label: "Act", link: "act" },
    { type: "url" as const, label: "Stay", url: "#here", target: "_self" },
  ],
};

function Parts(): ReactNode {
  const [acted, setAct] = useState("nothing");
  const [isHidden, setHidden] = useState(false);
  return (
    <section aria-label="Parts">
      <UrlButton
        buttonData={{
          label: "Map",
          url: "/map",
          imageUrl: "/pier.svg",
          windowFeatures: "width=400,height=500,left=10,opener",
        }}
      />
      <UrlButton buttonData={{ label: "Here", url: "#there", target: "_self" }} />
      <UrlButton buttonData={{ label: "Named", url: "/map", target: "somebody" }} />
      <button onClick={() => setHidden(!isHidden)}>hide</button>
      <ChatProvider chat={chat} locale="en">
        <OurCard card={card} isHidden={isHidden} onAction={({ link }) => setAct(link)} />
      </ChatProvider>
      <output data-testid="acted">{acted}</output>
    </section>
  );
}

const root = document.getElementById("chat");
if (root !== null)
  createRoot(root).render(
    <TockContext endpoint={endpoint} settings={{ renderers }}>
      <ThemeProvider theme={createTheme()}>
        <Chat endPoint={endpoint} widgets={widgets} />
        <Parts />
      </ThemeProvider>
    </TockContext>,
  );

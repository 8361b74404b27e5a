import { Chat, createTheme, TockContext, ThemeProvider, useTock } from "@causerie/widget/compat";
import { type ReactNode, useState } from "react";
import { createRoot } from "react-dom/client";

/** A page in the style of the kit's documentation: parts of React, and a page that says something by itself. */
declare const endpoint: string;

const theme = createTheme({ palette: { background: { bot: "#334155" } } });

function Cart(): ReactNode {
  const { addMessage, addCard, addCarousel, addImage, addWidget, setQuickReplies, sendPayload, clearMessages } =
    useTock(endpoint);
  const { messages, quickReplies, loading } = useTock(endpoint);
  return (
    <nav>
      <button onClick={() => addMessage("Your <b>cart</b> is empty.", "bot", [{ label: "Sights", payload: "sights" }])}>
        say
      </button>
      <button onClick={() => addCard("Tulips", undefined, "Red", [{ label: "Shop", url: "https://shop.example/" }])}>
        card
      </button>
      <button
        onClick={() =>
          addCarousel([
            { type: "card", title: "One" },
            { type: "card", title: "Two" },
          ] as Parameters<typeof addCarousel>[0])
        }
      >
        carousel
      </button>
      <button onClick={() => addImage("A pier", "/pier.svg")}>image</button>
      <button onClick={() => addWidget({ type: "unknown", data: { seat: 7 } })}>widget</button>
      <button onClick={() => setQuickReplies([{ label: "Thanks" }, { label: "Sights", payload: "sights" }])}>
        replies
      </button>
      <button onClick={() => void sendPayload("sights")}>silent</button>
      <button onClick={clearMessages}>clear</button>
      <output data-testid="state">
        {JSON.stringify({ types: messages.map(({ type }) => type), replies: quickReplies.length, loading })}
      </output>
    </nav>
  );
}

function App(): ReactNode {
  const [isShown, setShown] = useState(true);
  return (
    <TockContext settings={{ locale: "en", localStorage: { prefix: "app" } }}>
      <ThemeProvider theme={theme}>
        <button onClick={() => setShown(!isShown)}>toggle</button>
        <Cart />
        {isShown && <Chat endPoint={endpoint} disableSse />}
      </ThemeProvider>
    </TockContext>
  );
}

const root = document.getElementById("chat");
if (root !== null) createRoot(root).render(<App />);

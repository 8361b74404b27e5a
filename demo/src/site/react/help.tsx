import { Chat } from "@causerie/widget";
import "@causerie/widget/style.css";

export function Help() {
  return <Chat endpoint="/web" mode="inline" heading="Ask Aubri" />;
}

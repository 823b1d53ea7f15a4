import { useState, type ComponentProps } from "react";
import { signInWords } from "../words/sign-in.ts";
import { useWords } from "./language.tsx";
import "./form.css";

/** A password that can be pasted, and looked at: whoever cannot see what they type chooses a shorter one. */
export function PasswordInput(props: ComponentProps<"input">) {
  const words = useWords(signInWords);
  const [shown, setShown] = useState(false);
  return (
    <span className="password">
      <input
        {...props}
        className="field"
        type={shown ? "text" : "password"}
        autoCapitalize="none"
        spellCheck={false}
      />
      <button
        type="button"
        className="textual"
        aria-pressed={shown}
        aria-label={words.showOf}
        onClick={() => setShown(!shown)}
      >
        {shown ? words.hide : words.show}
      </button>
    </span>
  );
}

import { useEffect, useRef } from "react";

/** Where letters are typed, a key with Alt may be one of them (Option on a Mac, AltGr elsewhere). */
const typingPlaces = "input, textarea, select, [contenteditable]";

/** Alt and a key, by its place on the keyboard (`KeyD`): the same in every language. Not while something is typed. */
export function useShortcut(code: string, act: () => void, isOn: boolean): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const pressed = (event: KeyboardEvent): void => {
      const isChord = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      const isTyping = event.target instanceof Element && event.target.matches(typingPlaces);
      if (event.code !== code || !isChord || event.repeat || isTyping) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [code, isOn]);
}

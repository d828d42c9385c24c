// The hour the page looks at: "" is now. Whatever the page reads is asked of that hour.
export const knownAt = () => document.body.dataset.knownAt ?? "";

export function withHour(url) {
  const hour = knownAt();
  return hour ? `${url}${url.includes("?") ? "&" : "?"}known_at=${encodeURIComponent(hour)}` : url;
}

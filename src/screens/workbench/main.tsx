import "./look.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Refused } from "../parts/api.ts";
import { ReadingProvider } from "../parts/language.tsx";
import { ToastProvider } from "../parts/toast.tsx";
import { App } from "./app.tsx";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal is an answer: asking again would only repeat it.
      retry: (failures, error) => !(error instanceof Refused && error.status < 500) && failures < 2,
      refetchOnWindowFocus: true,
    },
  },
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <ReadingProvider>
        <ToastProvider>
          <App />
        </ToastProvider>
      </ReadingProvider>
    </QueryClientProvider>
  </StrictMode>,
);

// The Chinese faces are for machines that have none of their own; their list of slices waits until the page stands.
void import("./faces.ts");

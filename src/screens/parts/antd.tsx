import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { useMemo, type ReactNode } from "react";
import { useReading } from "./language.tsx";
import { themeFor } from "./theme.ts";

/** Ant Design in our look and the reader's language; only the parts of the workbench that use it load it. */
export function Antd({ children }: { children: ReactNode }) {
  const { language, large } = useReading();
  const theme = useMemo(() => themeFor(large), [large]);
  return (
    <ConfigProvider
      locale={language === "zh" ? zhCN : enUS}
      theme={theme}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}

import type { ThemeConfig } from "antd";

/** The look's tokens for Ant Design; the same values stand in look.css as variables. */
export function themeFor(large: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: "#1d6b70",
      colorLink: "#1d6b70",
      colorInfo: "#1d6b70",
      colorError: "#b3261e",
      colorWarning: "#8f5400",
      colorSuccess: "#1d6b70",
      colorText: "#20292c",
      colorTextSecondary: "#566066",
      colorTextTertiary: "#646c70",
      colorTextDescription: "#566066",
      colorTextPlaceholder: "#646c70",
      colorBgBase: "#fffefb",
      colorBgLayout: "#faf8f3",
      colorBgContainer: "#fffefb",
      colorBgElevated: "#fffefb",
      colorBorder: "#cfc8ba",
      colorBorderSecondary: "#e6e1d7",
      colorSplit: "#e6e1d7",
      colorFillAlter: "#f5f2eb",
      colorBgMask: "rgb(32 41 44 / 22%)",
      borderRadius: 8,
      borderRadiusLG: 12,
      borderRadiusSM: 6,
      fontSize: large ? 17 : 14,
      controlHeight: large ? 42 : 34,
      fontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans SC Variable", "Noto Sans CJK SC", sans-serif',
      boxShadowSecondary: "0 8px 28px rgb(32 41 44 / 14%)",
      motionDurationMid: "0.14s",
      motionDurationSlow: "0.18s",
    },
    components: {
      Table: {
        headerBg: "transparent",
        headerSplitColor: "transparent",
        cellPaddingInline: 8,
        rowHoverBg: "#f5f2eb",
      },
      Drawer: { paddingLG: 24 },
      Segmented: { trackBg: "#f0ece2" },
    },
  };
}

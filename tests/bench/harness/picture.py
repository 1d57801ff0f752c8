def draw(result): return ""

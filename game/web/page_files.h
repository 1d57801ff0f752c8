/// The files of the page, which are part of the program.
#pragma once

#include <span>
#include <string_view>

namespace game::web {

struct PageFile {
    std::string_view path;  ///< in the address: `/main.js`
    std::string_view type;  ///< for Content-Type
    std::string_view tag;   ///< for ETag, with its quotes; changes with the content
    std::string_view content;
};

/// All files, in the order of their paths. Made from page/ when the program is built (embed.cmake).
std::span<const PageFile> page_files();

}  // namespace game::web

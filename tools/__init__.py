"""What the model may do: few tools, thin over the rooms, each told as reading or writing."""

from tools.deps import Deps, Rooms
from tools.diary import edit_diary, log_watch, rate_title, read_diary
from tools.find import discover_titles, find_similar, recommend, search_titles, title_details
from tools.kinds import Access, access_of
from tools.lists import edit_list, read_lists
from tools.memory import delete_my_data, read_preferences, remember_preference, undo

TOOLS = (
    search_titles,
    title_details,
    discover_titles,
    find_similar,
    recommend,
    log_watch,
    rate_title,
    edit_diary,
    read_diary,
    edit_list,
    read_lists,
    remember_preference,
    read_preferences,
    undo,
    delete_my_data,
)

__all__ = ["TOOLS", "Access", "Deps", "Rooms", "access_of"]

import { useQuery } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import type { ProjectListItem } from '@/api/types';
import { IconButton } from '@/ui/Button';
import { favoritesQuery, useToggleFavorite } from './project.queries';

/** Above the link that covers the card. */
export function FavoriteButton({ project }: { project: ProjectListItem }) {
  const { data: favorites = [] } = useQuery(favoritesQuery());
  const toggle = useToggleFavorite(project.id);
  const on = favorites.includes(project.id);
  return (
    <IconButton
      label={on ? `${project.name} is a favourite` : `Make ${project.name} a favourite`}
      aria-pressed={on}
      data-favorite
      className="-my-1 -mr-1.5 relative z-10"
      onClick={() => toggle.mutate(!on)}
    >
      <Star size={16} className={on ? 'fill-current text-text' : 'text-text3'} />
    </IconButton>
  );
}

import { Redirect, useParams } from 'wouter';
import { paths } from '@/lib/paths';

/** Old links end at the project: its issues are what people mean. */
export default function ProjectRedirect() {
  const { project = '' } = useParams<{ project: string }>();
  return <Redirect to={paths.projectIssues(project)} replace />;
}
